import { createHash } from 'node:crypto';
import { layOut } from '../../src/document/page/lay-out.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';

/**
 * Renders the published sheet in Spanish and prints the hash of its bytes; runs in processes with another time zone and
 * locale.
 */
const bytes = await renderPdf(layOut(pageInput('es')), FONTS);
process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
