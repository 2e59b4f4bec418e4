"""A PDF of one page, drawn larger. Matplotlib lays out in points and has no other scale."""
import re


def scaled(pdf, scale):
    """Adds a later version of the page and of what is drawn on it, as PDF provides for. `pdf`: not compressed."""
    page = re.search(rb"(\d+) 0 obj\n(<< /Type /Page\b.*?>>)\nendobj", pdf, re.DOTALL)
    contents = int(re.search(rb"/Contents (\d+) 0 R", page[2])[1])
    drawn = re.search(rb"\n%d 0 obj\n<<.*?>>\nstream\n(.*?)\nendstream" % contents, pdf, re.DOTALL)[1]
    box = [float(number) * scale for number in re.search(rb"/MediaBox \[(.*?)\]", page[2])[1].split()]
    larger = b"/MediaBox [ %s ]" % b" ".join(b"%.4f" % number for number in box)
    drawn = b"%.6f 0 0 %.6f 0 0 cm\n" % (scale, scale) + drawn
    objects = {int(page[1]): re.sub(rb"/MediaBox \[.*?\]", larger, page[2]),
               contents: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)}
    table = b"xref\n"
    for number, text in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    before = re.findall(rb"startxref\n(\d+)", pdf)[-1]
    trailer = re.search(rb"trailer\n<<(.*?)>>\nstartxref", pdf, re.DOTALL)[1]
    return pdf + table + b"trailer\n<<%s/Prev %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, before, len(pdf))
