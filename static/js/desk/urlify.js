/* The addresses that the desk writes while a headline is typed. The rules are those of
   articles/text.py (slug); tests/journeys/test_desk_journey.py holds the two together. */
"use strict";
{
  const MARKS = "\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff\\ufe20-\\ufe2f";
  const OTHER_SCRIPTS =
    "\\u0370-\\u1cff\\u1f00-\\u1fff\\u2c00-\\u2c5f\\u2c80-\\ua71f\\ua800-\\uab2f" +
    "\\uab70-\\ufaff\\ufb13-\\ufdff\\ufe70-\\ufefe\\uff66-\\uffdc\\u{10000}-\\u{10ffff}";
  const LATIN_MARKS = new RegExp(`(?<![${MARKS}${OTHER_SCRIPTS}])[${MARKS}]+`, "gu");
  const INVISIBLE = /[\u00ad\u200c\u200d\u2060\ufeff]/g;

  const PLAIN_LETTERS = {
    đ: "d", ð: "d", ł: "l", ø: "o", æ: "ae", œ: "oe",
    þ: "th", ħ: "h", ı: "i", ŋ: "ng", ə: "e", ŧ: "t", ƀ: "b",
  };
  const CYRILLIC = {
    ж: "zh", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch",
    ю: "yu", я: "ya", є: "ye", ї: "yi", ъ: "", ь: "",
  };
  [..."абвгдеёзийклмнопрстуфыэіўґ"].forEach((letter, place) => {
    CYRILLIC[letter] = "abvgdeeziyklmnoprstufyeiug"[place];
  });

  const replaced = (text, table) => [...text].map((letter) => table[letter] ?? letter).join("");

  /* JavaScript has no casefold; going up and down again is the same for every letter a slug keeps. */
  const fold = (text) => {
    const small = text.normalize("NFC").toUpperCase().toLowerCase().normalize("NFD");
    return replaced(small.replace(LATIN_MARKS, ""), PLAIN_LETTERS).normalize("NFC");
  };

  const slug = (text, maxLength) => {
    const plain = fold(fold(text.replace(INVISIBLE, "")).normalize("NFKC"));
    const words =
      replaced(plain, CYRILLIC).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "bai";
    if (words.length <= maxLength) return words;
    const end = words.slice(0, maxLength + 1).lastIndexOf("-");
    return end > 0 ? words.slice(0, end) : words.slice(0, maxLength);
  };

  /* Django's prefill calls this at every keystroke; an empty headline has no address yet. */
  window.URLify = (text, maxLength) => (text.trim() ? slug(text, maxLength) : "");
}
