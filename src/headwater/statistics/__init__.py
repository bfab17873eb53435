"""Statistics: pure functions, arrays in, frozen estimates out. No framework, no store, no clock.

Every public function cites its source, states when it is valid and refuses bad input with a sentence;
none returns NaN.
"""
