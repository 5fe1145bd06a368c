"""会議・行事・広報・研修: the year's activities, one entry form, who completed a training, 相談窓口."""
