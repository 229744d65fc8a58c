"""Pages of PDF files as pictures, with the places of words on them.

A path and the number of a page come in, a picture and the boxes of its characters go out. Another
process reads the file, with limits on time and memory: a file may make PDFium hang or crash. The
caller has checked that the file may be opened.
"""
