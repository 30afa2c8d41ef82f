"""The daemon: a small process that waits and looks, and child processes that do the work and end.

    APScheduler ticks -> JobTimes: what is due? -> Shift: a child runs those jobs -> its memory is gone

The clients of the platforms, the page readers and the picture library would stay in memory for ever; in a
child they cost about a second of processor time per shift instead.
"""
