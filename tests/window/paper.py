"""Little PDFs to deliver, made on the spot."""

import os


def paper(folder, name, *pages):
    """Writes a PDF with a line of text on each page, and gives its path."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for at, words in enumerate(pages):
        drawing = f"BT /F1 28 Tf 60 500 Td ({words}) Tj ET 60 480 400 4 re f"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream")
    text, places = "%PDF-1.4\n", []
    for at, body in enumerate(objects):
        places.append(len(text))
        text += f"{at + 1} 0 obj\n{body}\nendobj\n"
    end = len(text)
    text += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    text += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{end}\n%%EOF\n"
    path = os.path.join(folder, name)
    with open(path, "w", encoding="latin-1") as out:
        out.write(text)
    return path
