/** The part of dynalite (which ships no types) that the program uses. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: { path?: string; createTableMs?: number; deleteTableMs?: number }): Server;
}
