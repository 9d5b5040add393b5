"""Field visits of the governorate's follow-up to centers: planned, carried out by a checklist, followed up."""
