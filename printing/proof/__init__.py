"""The electronic signature of a certificate's file."""
