"""What other pages may ask the 見守り page to open, besides a person's id."""

FIND = "find"  # put the cursor into the field that finds people
SHEETS = "sheets"  # 紙の訪問票から入力
NEW = "new"  # 新しい方を登録
