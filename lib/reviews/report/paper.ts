import { join } from "node:path";
import PDFDocument from "pdfkit";

const FONTS = join(process.cwd(), "node_modules/geist/dist/fonts");
const INK = "#171717";
const MUTED = "#5c5c5c";
const LINE = "#d4d4d4";
/** Points: A4 with a margin that a hole punch leaves alone. */
const MARGIN = 50;
const FOOTER = 28;
const GAP = 8;

export interface Column {
  head: string;
  /** Share of the width of the paper. */
  share: number;
  isNumber?: boolean;
}

/**
 * Sheets of A4 that are written from top to bottom and given out while they are: what is drawn is taken with `take`, so
 * that a report of any length needs no more memory than a page.
 */
export class Paper {
  readonly #document: PDFKit.PDFDocument;
  readonly #ready: Buffer[] = [];
  readonly #ended: Promise<void>;
  readonly #footer: string;
  #page = 0;
  #columns: readonly Column[] = [];

  constructor(about: { title: string; footer: string; at: Date }) {
    this.#footer = about.footer;
    this.#document = new PDFDocument({
      size: "A4",
      margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOTER },
      autoFirstPage: false,
      lang: "en",
      displayTitle: true,
      info: { Title: about.title, Creator: "Steward", CreationDate: about.at },
    });
    this.#document.registerFont("text", join(FONTS, "geist-sans/Geist-Regular.ttf"));
    this.#document.registerFont("strong", join(FONTS, "geist-sans/Geist-SemiBold.ttf"));
    this.#document.registerFont("mono", join(FONTS, "geist-mono/GeistMono-Regular.ttf"));
    this.#document.on("data", (bytes: Buffer) => this.#ready.push(bytes));
    this.#ended = new Promise((resolve, reject) => {
      this.#document.on("end", resolve);
      this.#document.on("error", reject);
    });
    this.#turn();
  }

  /** What is written since it was asked last. */
  take(): Buffer[] {
    return this.#ready.splice(0);
  }

  async end(): Promise<Buffer[]> {
    this.#document.end();
    await this.#ended;
    return this.take();
  }

  title(words: string, under: string): void {
    this.#write(words, { font: "strong", size: 20 });
    this.#write(under, { colour: MUTED, size: 10 });
    this.#document.y += GAP;
  }

  heading(words: string, under?: string): void {
    this.#columns = [];
    this.#document.y += GAP * 2;
    this.#room(70);
    this.#write(words, { font: "strong", size: 13 });
    if (under !== undefined) this.#write(under, { colour: MUTED });
    this.#document.y += GAP / 2;
  }

  paragraph(words: string): void {
    this.#write(words, {});
    this.#document.y += GAP / 2;
  }

  /** A name and its value, as one line of a list. `isExact` sets ids and hashes as such. */
  fact(label: string, value: string, isExact = false): void {
    const font = isExact ? "mono" : "text";
    this.#line([
      { text: label, share: 0.26, colour: MUTED },
      { text: value, share: 0.74, font, size: isExact ? 7.5 : 9 },
    ]);
  }

  /** Parts and what they come to. */
  ledger(parts: readonly (readonly [string, number])[], [words, total]: readonly [string, number]): void {
    const figure = (count: number) => count.toLocaleString("en");
    for (const [label, count] of parts) {
      this.#line([
        { text: label, share: 0.4 },
        { text: figure(count), share: 0.15, isNumber: true },
      ]);
    }
    this.#line([
      { text: words, share: 0.4, font: "strong" },
      { text: figure(total), share: 0.15, isNumber: true, font: "strong" },
    ]);
    this.#document.y += GAP / 2;
  }

  /** Begins a table: its head is said again on every sheet. */
  table(columns: readonly Column[]): void {
    this.#columns = columns;
    this.#room(50);
    this.#head();
  }

  row(cells: readonly string[]): void {
    this.#line(
      this.#columns.map(({ share, isNumber = false }, index) => ({
        text: cells[index] ?? "",
        share,
        isNumber,
        size: 8,
      })),
    );
  }

  get #width(): number {
    return this.#document.page.width - MARGIN * 2;
  }

  #head(): void {
    this.#line(
      this.#columns.map(({ head, share, isNumber = false }) => ({
        text: head,
        share,
        isNumber,
        size: 8,
        font: "strong",
        colour: MUTED,
      })),
    );
  }

  #write(text: string, look: { font?: string; size?: number; colour?: string }): void {
    const { font = "text", size = 9, colour = INK } = look;
    this.#document.font(font).fontSize(size).fillColor(colour);
    this.#room(this.#document.heightOfString(this.#known(text), { width: this.#width }));
    this.#document.text(this.#known(text), MARGIN, this.#document.y, { width: this.#width, lineGap: 1 });
  }

  /** Cells beside each other with a line under them; none is torn by the end of a sheet. */
  #line(cells: readonly Cell[]): void {
    const inside = (cell: Cell) => ({ width: cell.share * this.#width - GAP, lineGap: 1 });
    const set = ({ font = "text", size = 9, colour = INK }: Cell) =>
      this.#document.font(font).fontSize(size).fillColor(colour);
    const texts = cells.map((cell) => this.#known(cell.text));
    const height = Math.max(
      ...cells.map((cell, index) => set(cell).heightOfString(texts[index] ?? "", inside(cell))),
    );
    this.#room(height + GAP, true);
    const top = this.#document.y + GAP / 2;
    let left = MARGIN;
    for (const [index, cell] of cells.entries()) {
      const align = cell.isNumber ? "right" : "left";
      set(cell).text(texts[index] ?? "", left, top, { ...inside(cell), align });
      left += cell.share * this.#width;
    }
    const bottom = top + height + GAP / 2;
    this.#document
      .moveTo(MARGIN, bottom)
      .lineTo(left - GAP, bottom)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
    this.#document.y = bottom;
  }

  /** Turns the sheet where so much does not fit on it any more. */
  #room(height: number, isInTable = false): void {
    if (this.#document.y + height <= this.#document.page.height - MARGIN - FOOTER) return;
    this.#turn();
    if (isInTable && this.#columns.length > 0) this.#head();
  }

  #turn(): void {
    this.#document.addPage();
    this.#page += 1;
    const { page } = this.#document;
    // Under the margin, where text would turn the sheet by itself.
    page.margins.bottom = 0;
    const top = page.height - MARGIN - FOOTER / 2;
    this.#document.font("text").fontSize(7.5).fillColor(MUTED);
    this.#document.text(this.#known(this.#footer), MARGIN, top, { width: this.#width - 60, height: 20 });
    this.#document.text(`Page ${this.#page}`, MARGIN, top, { width: this.#width, align: "right" });
    page.margins.bottom = MARGIN + FOOTER;
    this.#document.y = MARGIN;
  }

  /** What the typeface has no letter for is drawn as a question mark, not as nothing. */
  #known(text: string): string {
    return [...text]
      .map((letter) => (letter === "\n" || hasGlyph(this.#document, letter) ? letter : "?"))
      .join("");
  }
}

interface Cell {
  text: string;
  share: number;
  isNumber?: boolean;
  font?: string;
  size?: number;
  colour?: string;
}

/** The document's own types leave out the font that it draws with. */
interface WithFont {
  _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

function hasGlyph(document: PDFKit.PDFDocument, letter: string): boolean {
  const { font } = (document as unknown as WithFont)._font;
  return font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
}
