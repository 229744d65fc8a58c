"""Documents in, paragraphs with speakers and topics out.

What enters: files of any supported format. What leaves: :class:`corpus.document.Document` values,
whose paragraphs contain all text of the file, with roles, sections, statements and topics. The
package does not store, index or search anything, and imports no other package of this project.
"""
