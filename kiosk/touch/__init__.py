"""The kiosk that a citizen touches: sector, service, papers and fee, ticket."""
