"""つかい方: what each page is for, in words and with a picture of the page itself."""
