"""What the hot paths cost, beside a floor measured in the same run. Ratios are to be trusted, times are a machine's."""
