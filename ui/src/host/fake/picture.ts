// Pages as the fake host draws them: a rigging plot with the page's number, so that paging and zooming can be seen.

const COLUMNS = [0, 1, 2, 3, 4, 5, 6].map((at) => 130 + at * 60);
const TRUSSES = [150, 194, 238];

/** A drawing as a data address, for `<img src>`. */
export function drawnPage(name: string, page: number, width: number): string {
  const grid = COLUMNS.map((x) => `<path d="M${x} 128v154" stroke="#9fb0bd"/>`).join('');
  const trusses = TRUSSES.map((y) => `<path d="M118 ${y}h384" stroke="#c9544b" stroke-width="2"/>`).join('');
  const points = COLUMNS.flatMap((x) => TRUSSES.map((y) => `<circle cx="${x}" cy="${y}" r="4.5" fill="#fff" stroke="#c9544b"/>`)).join('');
  const title = name.replace(/[<>&]/g, ' ').slice(0, 34).toUpperCase();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 430" width="${width}">
<rect width="620" height="430" fill="#fff"/><g fill="none" stroke="#26303a" stroke-width="1.2">
<rect x="26" y="24" width="568" height="382"/><path d="M110 300h400v-190H110zM110 110l-34-40M510 110l34-40M110 300l-20 60h440l-20-60"/>
${grid}${trusses}${points}<rect x="394" y="352" width="194" height="48"/></g>
<g font-family="Inter, sans-serif" font-size="9" fill="#26303a"><text x="402" y="366">${title}</text>
<text x="402" y="379">1:50   SHEET ${page + 1}</text><text x="402" y="392">POINTS 21   MAX HOOK 480 kg</text></g></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Width and height of every fake page, in points. */
export const PAGE = { width: 620, height: 430 };
