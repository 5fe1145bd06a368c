"""会議・行事・広報・研修・地域特性・共同, who completed a training, and the 相談窓口 at salons."""
