"""The catalogue: sectors, services, the papers they need and the dated tariff."""
