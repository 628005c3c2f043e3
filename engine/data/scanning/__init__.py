"""The virtual scanner: a furnished room modelled here, seen by ray casting with the noise of a sensor.

Its poses are exact, so that registration can be judged without any download.
"""
