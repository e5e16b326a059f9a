import { invariant } from '../../kernel/index.js';

type Paper = PDFKit.PDFDocument;

/** What a font of the library can do, and its types do not tell. */
interface Face {
  readonly id: string;
  encode(text: string): [codes: string[], positions: object[]];
  widthOfString(text: string, size: number): number;
  ref(): object;
}

/** A text as a font shows it: codes of its glyphs, and how wide they are at size 1. */
export interface Written {
  readonly codes: string;
  readonly width: number;
}

/**
 * Writes short texts letter by letter. The library lays out every text anew and keeps each for ever: for 100,000 slips that took twelve
 * seconds and 230 MB, where ten digits are all there is to know.
 */
export class Hand {
  private readonly letters = new Map<string, Written>();

  private constructor(private readonly face: Face) {}

  /** @param font registered in this paper */
  static of(paper: Paper, font: string): Hand {
    paper.font(font);
    const face: Face | undefined = Reflect.get(paper, '_font');
    invariant(face !== undefined, 'a paper has the font it was given');
    return new Hand(face);
  }

  /** Makes the font known to the page that was begun last. */
  takeTo(paper: Paper): void {
    const fonts: Record<string, object> = paper.page.fonts;
    fonts[this.face.id] ??= this.face.ref();
  }

  write(text: string): Written {
    const letters = Array.from(text, (letter) => this.letter(letter));
    return {
      codes: letters.map(({ codes }) => codes).join(''),
      width: letters.reduce((sum, { width }) => sum + width, 0),
    };
  }

  /** What a page's stream says to show a text there. Between `BT` and `ET`. */
  show({ codes }: Written, size: number, x: number, y: number): string {
    return `/${this.face.id} ${size} Tf 1 0 0 1 ${x.toFixed(2)} ${y.toFixed(2)} Tm <${codes}> Tj`;
  }

  private letter(letter: string): Written {
    const known = this.letters.get(letter);
    if (known !== undefined) return known;
    const [codes] = this.face.encode(letter);
    const written = { codes: codes.join(''), width: this.face.widthOfString(letter, 1) };
    this.letters.set(letter, written);
    return written;
  }
}
