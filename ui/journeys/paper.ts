/** Little files to deliver, made on the spot. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A PDF of some pages, each with a large line of text. */
export function pdf(pages: string[]): Buffer {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ')}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  pages.forEach((words, at) => {
    const drawing = `BT /F1 28 Tf 60 500 Td (${words.replace(/[()\\]/g, '')}) Tj ET 60 480 400 4 re f`;
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * at} 0 R >>`);
    add(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`);
  });
  let text = '%PDF-1.4\n';
  const places = objects.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const end = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

export async function paper(folder: string, name: string, pages: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, pdf(pages));
  return path;
}
