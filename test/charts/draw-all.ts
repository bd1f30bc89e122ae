/** Prints what `drawAll` returns; the determinism test runs it in another process. */
import { drawAll } from './all-charts.ts';

process.stdout.write(await drawAll());
