/** Where the lines of a grouped list lie. Pure: the grid draws what this says. */
export interface Group {
  title: string;
  rows: number;
}

export interface Line {
  kind: 'group' | 'row';
  /** Index of the group, or of the row. */
  index: number;
  top: number;
  /** Counted from 1, heads included, the grid's own head not. */
  line: number;
}

interface Block {
  group: number;
  headed: boolean;
  first: number;
  rows: number;
  top: number;
  line: number;
}

export class Layout {
  readonly height: number;
  readonly lines: number;
  readonly #blocks: Block[] = [];

  constructor(
    readonly count: number,
    groups: readonly Group[],
    readonly rowHeight: number,
    readonly headHeight: number,
  ) {
    let top = 0;
    let first = 0;
    let line = 1;
    const listed = groups.length > 0 && groups.some((group) => group.rows > 0);
    const blocks = listed ? groups : [{ title: '', rows: count }];
    blocks.forEach(({ rows }, group) => {
      if (rows === 0) return;
      // Groups told a moment before the count changed must not reach past it.
      const shown = Math.max(0, Math.min(rows, count - first));
      this.#blocks.push({ group, headed: listed, first, rows: shown, top, line });
      top += (listed ? headHeight : 0) + shown * rowHeight;
      line += (listed ? 1 : 0) + shown;
      first += shown;
    });
    this.height = top;
    this.lines = line - 1;
  }

  #blockOf(holds: (block: Block) => boolean): Block | undefined {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const block = this.#blocks[middle];
      if (block && holds(block)) low = middle;
      else high = middle - 1;
    }
    return this.#blocks[low];
  }

  row(index: number): Line {
    const block = this.#blockOf((block) => block.first <= index);
    if (!block) return { kind: 'row', index, top: 0, line: 1 };
    const head = block.headed ? 1 : 0;
    const within = index - block.first;
    return { kind: 'row', index, top: block.top + head * this.headHeight + within * this.rowHeight, line: block.line + head + within };
  }

  /** Every line that touches the stretch from `from` to `to`, in px. */
  between(from: number, to: number): Line[] {
    const lines: Line[] = [];
    const start = this.#blockOf((block) => block.top <= from);
    for (let at = start ? this.#blocks.indexOf(start) : 0; at < this.#blocks.length; at++) {
      const block = this.#blocks[at];
      if (!block || block.top >= to) break;
      const head = block.headed ? this.headHeight : 0;
      if (block.headed && block.top + head > from) lines.push({ kind: 'group', index: block.group, top: block.top, line: block.line });
      const firstRow = Math.max(0, Math.floor((from - block.top - head) / this.rowHeight));
      const lastRow = Math.min(block.rows - 1, Math.ceil((to - block.top - head) / this.rowHeight) - 1);
      for (let row = firstRow; row <= lastRow; row++) lines.push(this.row(block.first + row));
    }
    return lines;
  }
}
