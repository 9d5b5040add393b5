"""The cashier's pages: the drawer, its review, receipts, accounts, certificates, the tariff and the ways to pay."""
