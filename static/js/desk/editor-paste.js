/* Foreign HTML made into what a body can hold: Word, Google Docs, old web pages, plain text.
   articles/pasting does the same on the server; tests hold the two together.
   Pure: strings in, strings out; nothing of the pasted page is loaded or run. */

const INLINE = new Set(
  "a abbr b big br cite code del em font i ins kbd label mark q s small span strike strong sub sup tt u var".split(" "),
);
const CONTAINERS = new Set(
  ("address article aside blockquote center dd details div dl dt fieldset figcaption figure footer " +
    "form h1 h2 h3 h4 h5 h6 header hr iframe img li main ol p picture pre section summary table " +
    "tbody td tfoot th thead tr ul caption").split(" "),
);
const UNREAD = new Set(
  ("script style xml title noscript template svg math object nav select textarea button audio " +
    "video canvas head").split(" "),
);
const HEADINGS = { h1: "h2", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3" };
const HIDDEN =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|mso-element\s*:\s*comment|mso-list\s*:\s*ignore/i;
const NOT_TEXT = /\b(?:MsoComment\w*|msocom\w*|msoDel)\b/i;
const MARKER = /mso-list\s*:\s*ignore/i;
const LEVEL = /mso-list\s*:[^;]*\blevel(\d)/i;
const BOLD = /(?<![\w-])font-weight\s*:\s*(?:bold|bolder|[6-9]00)/i;
const NOT_BOLD = /(?<![\w-])font-weight\s*:\s*(?:normal|lighter|[1-5]00)/i;
const ITALIC = /(?<![\w-])font-style\s*:\s*(?:italic|oblique)/i;
const NOT_ITALIC = /(?<![\w-])font-style\s*:\s*normal/i;
const NUMBER = /^\(?(?:\d|[a-z][.)]|[ivx]+[.)])/i;
const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LOWERED = "₀₁₂₃₄₅₆₇₈₉";

/* Addresses ------------------------------------------------------------------ */

const DETOURS = {
  "google.com/url": ["q", "url"],
  "google.com.vn/url": ["q", "url"],
  "google.ru/url": ["q", "url"],
  "l.facebook.com/l.php": ["u"],
  "lm.facebook.com/l.php": ["u"],
  "l.instagram.com/": ["u"],
  "vk.com/away.php": ["to"],
  "away.vk.com/away.php": ["to"],
  "youtube.com/redirect": ["q"],
  "jump.zalo.me/": ["url", "link"],
};
const TRACKERS =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|gad_\w+|dclid|msclkid|yclid|ysclid|ttclid|twclid|srsltid|igsh(?:id)?|mibextid|mc_[ce]id|_ga|_gl|_hsenc|_hsmi|_openstat|__tn__|zarsrc|zalo_\w+|zclid|ref_src|ref_url|sr_share\w*)(?:=|$)/i;
const SHARE_MARK = /^(?:si|feature|pp)(?:=|$)/;
const SHARED_FROM = new Set(["youtu.be", "youtube.com", "m.youtube.com", "open.spotify.com"]);
const HOST_ALONE = /^(?:[\p{L}\p{N}_-]+\.)+(?!html?\b|php\b|aspx?\b|jsp\b)[a-zA-Z]{2,}(?::\d+)?(?:[/?#]|$)/u;
const SCHEMES = new Set(["http", "https", "mailto", "tel"]);

const PARTS = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

const behind = (address) => {
  const [, , host = "", path, query = ""] = PARTS.exec(address);
  const place = host.toLowerCase().replace(/^www\./, "") + (path || "/");
  const asked = new URLSearchParams(query);
  const goals = (DETOURS[place] ?? []).map((name) => asked.get(name)).filter(Boolean);
  return goals.find((goal) => /^https?:\/\//.test(goal));
};

/* Returns an address as a body keeps it, or "" for one that no link may have.
   site: the host of our own pages, which become paths. */
export const tidyAddress = (written, site = "") => {
  const unseen = /[\x00-\x20\x7f\u200b\ufeff]+/g;
  let address = written.replace(unseen, "");
  for (let n = 0; n < 3; n += 1) {
    const further = behind(address);
    if (!further) break;
    address = further.replace(unseen, "");
  }
  if (!address || address.startsWith("#") || address.includes("\\")) return "";
  if (address.startsWith("//")) address = "https:" + address;
  else if (HOST_ALONE.test(address)) address = "https:" + "//" + address;
  const [, scheme = "", host, path, query = "", fragment = ""] = PARTS.exec(address);
  if (scheme && !SCHEMES.has(scheme.toLowerCase())) return "";
  if (scheme === "mailto" || scheme === "tel") return address;
  let pairs = query.split("&").filter((pair) => !TRACKERS.test(pair));
  if (SHARED_FROM.has((host ?? "").replace(/^www\./, ""))) {
    pairs = pairs.filter((pair) => !SHARE_MARK.test(pair));
  }
  const asked = pairs.join("&");
  const rest =
    (asked ? `?${asked}` : "") + (fragment && !fragment.startsWith(":~:") ? `#${fragment}` : "");
  if (host && host.toLowerCase() === site.toLowerCase()) return `/${path.replace(/^\/+/, "")}${rest}`;
  return (scheme ? `${scheme}:` : "") + (host === undefined ? "" : "//" + host) + path + rest;
};

/* Words ---------------------------------------------------------------------- */

const escape = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const quoted = (text) => escape(text).replaceAll('"', "&quot;");
const plain = (text) =>
  text.normalize("NFC").replace(/[\u00ad\u200b\u2060\ufeff]/g, "").replace(/[\s\u00a0]+/g, " ");
const styleOf = (node) => node.getAttribute("style") ?? "";
const tagOf = (node) => node.localName;
const wrapped = (tag, inner) => (inner ? `<${tag}>${inner}</${tag}>` : "");
const isText = (node) => node.nodeType === Node.TEXT_NODE;

const isOwnPhoto = (node) => /^(?:https?:\/\/[^/]+)?\/anh\/\d/.test(node.getAttribute("src") ?? "");
const isUnread = (node) =>
  UNREAD.has(tagOf(node)) ||
  tagOf(node) === "del" ||
  HIDDEN.test(styleOf(node)) ||
  NOT_TEXT.test(node.getAttribute("class") ?? "");

/* The children that can be read; a tag nobody knows gives its own. */
const childrenOf = (node) =>
  [...node.childNodes].flatMap((child) => {
    if (isText(child)) return [child];
    if (child.nodeType !== Node.ELEMENT_NODE || UNREAD.has(tagOf(child))) return [];
    if (tagOf(child) === "img" && !isOwnPhoto(child)) return [];
    return INLINE.has(tagOf(child)) || CONTAINERS.has(tagOf(child)) ? [child] : childrenOf(child);
  });

const allIn = (node) =>
  childrenOf(node).flatMap((child) => (isText(child) ? [] : [child, ...allIn(child)]));
const holdsBlocks = (node) => allIn(node).some((each) => CONTAINERS.has(tagOf(each)));
const textOf = (node) =>
  childrenOf(node).map((child) => (isText(child) ? child.data : textOf(child))).join("");

const around = (tag, words) => {
  const inner = words.trim();
  if (!inner || inner === "<br>") return words;
  const start = words.indexOf(inner);
  return `${words.slice(0, start)}<${tag}>${inner}</${tag}>${words.slice(start + inner.length)}`;
};

const until = (text, change) => {
  for (let next = change(text); next !== text; next = change(text)) text = next;
  return text;
};

const inline = (nodes, site, bold = false, italic = false) =>
  nodes
    .map((node) => {
      if (isText(node)) return escape(plain(node.data));
      if (tagOf(node) === "br") return "<br>";
      if (isUnread(node) || ["img", "iframe"].includes(tagOf(node))) return "";
      return marked(node, site, bold, italic);
    })
    .join("");

const marked = (node, site, bold, italic) => {
  const tag = tagOf(node);
  const number = textOf(node).trim();
  if ((tag === "sup" || tag === "sub") && /^[0-9]+$/.test(number)) {
    return [...number].map((digit) => (tag === "sup" ? RAISED : LOWERED)[digit]).join("");
  }
  const style = styleOf(node);
  const isBold = BOLD.test(style) || (["b", "strong"].includes(tag) && !NOT_BOLD.test(style));
  const isItalic = ITALIC.test(style) || (["i", "em", "cite"].includes(tag) && !NOT_ITALIC.test(style));
  let words = inline(childrenOf(node), site, bold || isBold, italic || isItalic);
  const address = tag === "a" ? tidyAddress(node.getAttribute("href") ?? "", site) : "";
  if (address && words.trim()) {
    const title = (node.getAttribute("title") ?? "").trim();
    words = `<a href="${quoted(address)}"${title ? ` title="${quoted(title)}"` : ""}>${words}</a>`;
  }
  if (isItalic && !italic) words = around("em", words);
  return isBold && !bold ? around("strong", words) : words;
};

const merged = (words) => until(words, (text) => text.replace(/<\/(strong|em)>(\s*)<\1>/g, "$2"));
const trimmed = (words) =>
  until(merged(words), (text) => text.replace(/<(strong|em|a)(?: [^>]*)?>(\s*)<\/\1>/g, "$2"))
    .replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, "")
    .replace(/[\s\u00a0]+/g, " ")
    .replace(/\s*<br>\s*/g, "<br>");

/* Lists ---------------------------------------------------------------------- */

const nested = (items) => {
  const top = Math.min(...items.map((item) => item.level));
  const groups = [];
  for (const item of items) {
    if (item.level === top || !groups.length) groups.push([item]);
    else groups.at(-1).push(item);
  }
  const lists = [];
  for (const group of groups) {
    const isNumbered = NUMBER.test(group[0].marker);
    if (lists.at(-1)?.isNumbered !== isNumbered) lists.push({ isNumbered, groups: [] });
    lists.at(-1).groups.push(group);
  }
  return lists.map(oneList).join("");
};

const oneList = ({ isNumbered, groups }) => {
  const inner = groups
    .map(([first, ...below]) => `<li><p>${first.words}</p>${below.length ? nested(below) : ""}</li>`)
    .join("");
  const start = Number(/^\(?(\d{1,4})/.exec(groups[0][0].marker)?.[1] ?? 1);
  const begins = isNumbered && start > 1 ? ` start="${start}"` : "";
  return isNumbered ? `<ol${begins}>${inner}</ol>` : `<ul>${inner}</ul>`;
};

/* Blocks --------------------------------------------------------------------- */

class Blocks {
  constructor(nodes, site) {
    this.site = site;
    this.out = [];
    this.pending = "";
    this.items = [];
    this.flow(nodes);
    this.endParagraph();
    this.endList();
  }

  flow(nodes) {
    for (const node of nodes) {
      if (isText(node)) this.pending += escape(plain(node.data));
      else if (isUnread(node)) continue;
      else if (INLINE.has(tagOf(node)) && !holdsBlocks(node)) this.pending += inline([node], this.site);
      else {
        this.endParagraph();
        this.block(node);
      }
    }
  }

  block(node) {
    const tag = tagOf(node);
    const isLine = tag === "p" || tag in HEADINGS;
    const level = isLine ? Number(LEVEL.exec(styleOf(node))?.[1] ?? 0) : 0;
    if (this.items.length && !level) this.endList();
    const of = node.getAttribute("class") ?? "";
    const photo = tag === "figure" && allIn(node).find((each) => ["img", "iframe"].includes(tagOf(each)));
    if (level) this.items.push({ level, ...this.item(node) });
    else if (tag in HEADINGS || (of === "MsoTitle" && !holdsBlocks(node))) this.heading(node, tag);
    else if (tag === "p" && ["reference", "embed"].includes(of)) this.out.push(this.ours(node, of));
    else if (tag === "ul" || tag === "ol") this.out.push(this.list(node, tag));
    else if (tag === "blockquote") this.out.push(wrapped("blockquote", this.inside(childrenOf(node))));
    else if (tag === "table") this.table(node);
    else if (tag === "img" || tag === "iframe") this.out.push(this.seen(node));
    else if (photo) this.out.push(this.seen(photo, this.caption(node)));
    else if (tag === "pre") this.preformatted(node);
    else this.flow(childrenOf(node));
    this.endParagraph();
  }

  inside(nodes) {
    return new Blocks(nodes, this.site).out.join("");
  }

  item(node) {
    const marker = allIn(node).find((each) => MARKER.test(styleOf(each)));
    return {
      marker: marker ? textOf(marker).replace(/[\s\u00a0]+/g, "") : "",
      words: trimmed(inline(childrenOf(node), this.site)),
    };
  }

  heading(node, tag) {
    const words = trimmed(inline(childrenOf(node), this.site, true)).replaceAll("<br>", " ");
    this.out.push(wrapped(HEADINGS[tag] ?? "h2", words));
    for (const each of allIn(node)) {
      if (["img", "iframe"].includes(tagOf(each))) this.out.push(this.seen(each));
    }
  }

  ours(node, of) {
    const number = node.getAttribute("data-article");
    const named = number ? ` data-article="${quoted(number)}"` : "";
    return `<p class="${of}"${named}>${inline(childrenOf(node), this.site)}</p>`;
  }

  /* A frame stays an address: the server knows which may be embedded. */
  seen(node, caption = "") {
    if (tagOf(node) === "iframe") {
      const address = node.getAttribute("src") ?? "";
      return `<p class="embed">${escape(address)}</p>${wrapped("p", caption)}`;
    }
    const [source, alt] = ["src", "alt"].map((name) => quoted(node.getAttribute(name) ?? ""));
    return `<figure><img src="${source}" alt="${alt}">${wrapped("figcaption", caption)}</figure>`;
  }

  caption(figure) {
    return allIn(figure)
      .filter((each) => tagOf(each) === "figcaption")
      .map((each) => trimmed(inline([each], this.site)))
      .join("");
  }

  /* A list that stands between items, as Docs writes it, belongs to the item above. */
  list(node, tag) {
    const items = [];
    for (const child of childrenOf(node)) {
      if (isText(child) && !child.data.trim()) continue;
      const isItem = !isText(child) && tagOf(child) === "li";
      const inner = this.inside(isItem ? childrenOf(child) : [child]);
      const isList = !isText(child) && ["ul", "ol"].includes(tagOf(child));
      if (isList && items.length) items[items.length - 1] += inner;
      else if (inner) items.push(inner);
    }
    const start = node.getAttribute("start") ?? "";
    const begins = tag === "ol" && /^\d+$/.test(start) && start !== "1" ? ` start="${start}"` : "";
    const made = items.map((item) => `<li>${item}</li>`).join("");
    return made ? `<${tag}${begins}>${made}</${tag}>` : "";
  }

  table(node) {
    const rows = rowsOf(node).map((row) =>
      childrenOf(row).filter((each) => !isText(each) && ["td", "th"].includes(tagOf(each))),
    );
    const isFrame = rows.flat().length < 2 || allIn(node).some((each) => tagOf(each) === "table");
    if (isFrame) {
      for (const cell of rows.flat()) {
        this.flow(childrenOf(cell));
        this.endParagraph();
      }
      return;
    }
    const cell = (each) => {
      const spans = ["colspan", "rowspan"]
        .map((name) => [name, each.getAttribute(name) ?? ""])
        .filter(([, value]) => /^\d+$/.test(value) && value !== "1")
        .map(([name, value]) => ` ${name}="${value}"`)
        .join("");
      const inner = this.inside(childrenOf(each)) || "<p></p>";
      return `<${tagOf(each)}${spans}>${inner}</${tagOf(each)}>`;
    };
    const made = rows.filter((row) => row.length).map((row) => `<tr>${row.map(cell).join("")}</tr>`);
    this.out.push(`<table><tbody>${made.join("")}</tbody></table>`);
  }

  preformatted(node) {
    const lines = textOf(node).replace(/^\n+|\n+$/g, "").split("\n");
    this.pending += lines.map((line) => escape(plain(line))).join("<br>");
  }

  endParagraph() {
    const words = this.pending;
    this.pending = "";
    for (const part of words.split(/\s*<br>(?:\s*<br>)+\s*/)) {
      const paragraph = wrapped("p", trimmed(part));
      if (paragraph) {
        this.endList();
        this.out.push(paragraph);
      }
    }
  }

  endList() {
    if (this.items.length) this.out.push(nested(this.items));
    this.items = [];
  }
}

const rowsOf = (node) =>
  childrenOf(node).flatMap((child) => {
    if (isText(child)) return [];
    if (tagOf(child) === "tr") return [child];
    return ["thead", "tbody", "tfoot"].includes(tagOf(child)) ? rowsOf(child) : [];
  });

/* What stands in a template is not loaded, run or styled. Handlers would be refused, loudly. */
const HANDLER = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi;
const asleep = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(HANDLER, ""));
  return template.content;
};

/* Returns foreign HTML in the blocks and marks of a body. */
export const tidy = (html, site = "") => {
  return new Blocks(childrenOf(asleep(html)), site).out.join("");
};

/* How many pictures a paste would lose: only photos of the library may stand in a body. */
export const picturesLost = (html) => {
  return [...asleep(html).querySelectorAll("img")].filter((image) => !isOwnPhoto(image)).length;
};

/* Returns plain text in paragraphs: blank lines part them and a single break stays a break;
   where there is no blank line every line is a paragraph. */
export const paragraphs = (text) => {
  const lines = text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/\u2028|\u2029/g, "\n");
  const words = (line) => escape(plain(line)).trim();
  const parts = /\n[^\S\n]*\n/.test(lines.trim()) ? lines.split(/\n(?:[^\S\n]*\n)+/) : lines.split("\n");
  return parts
    .map((part) => part.split("\n").map(words).filter(Boolean).join("<br>"))
    .map((part) => wrapped("p", part))
    .join("");
};
