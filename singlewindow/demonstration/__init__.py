"""The demonstration governorate: real names where they are public, plainly illustrative data elsewhere.

Public are the 20 main centers, 12 village units, the mobile center, the 31 services and three set times. Choices of
this demonstration are the numbers of windows (17 at a main center, 2 at a mini one, 1 in the car), the opening hours,
the staff, and every paper and fee; what would be taken for an official fact is marked illustrative.
"""
