"""Cash: charges, payments, receipts and payment certificates."""
