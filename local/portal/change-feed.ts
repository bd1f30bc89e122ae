import type { Reporter } from '../pipeline/reporter.ts';

/** The most streams at a time; a browser without one asks again by itself. */
const MOST_STREAMS = 64;

/** How often a stream checks that its person is still signed in, which also keeps the connection open. */
const CHECK_EVERY_MS = 15_000;

/** Changes within this time are reported once. */
const TOGETHER_MS = 300;

const CHANGED = 'event: changed\ndata: {}\n\n';

interface Stream {
  changed(): void;
  end(): void;
}

/**
 * Reports to browsers that something has changed, as server-sent events. It does not report what: pages load what their
 * reader may see.
 */
export class ChangeFeed {
  readonly #streams = new Set<Stream>();

  /** Returns a reporter that also reports to browsers. */
  watching(reporter: Reporter): Reporter {
    return {
      event: (event, isNews) => {
        reporter.event(event, isNews);
        if (isNews) this.changed();
      },
      pages: (pages) => {
        reporter.pages(pages);
        this.changed();
      },
      gone: (key) => {
        reporter.gone(key);
        this.changed();
      },
      problems: (key, files) => reporter.problems(key, files),
      failure: (about, error) => reporter.failure(about, error),
      note: (words) => reporter.note(words),
      status: (status, words) => reporter.status(status, words),
    };
  }

  changed(): void {
    for (const stream of this.#streams) stream.changed();
  }

  /**
   * Opens a stream, which ends when its person is no longer signed in. Returns null if there are too many.
   */
  readonly open = (isSignedIn: () => Promise<boolean>): ReadableStream<Uint8Array> | null => {
    if (this.#streams.size >= MOST_STREAMS) return null;
    let stream: Stream | null = null;
    return new ReadableStream({
      start: (controller) => {
        stream = this.#started(controller, isSignedIn);
      },
      cancel: () => stream?.end(),
    });
  };

  /** Ends all streams, so that the server can close. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #started(controller: ReadableStreamDefaultController<Uint8Array>, isSignedIn: () => Promise<boolean>): Stream {
    const encoder = new TextEncoder();
    let soon: NodeJS.Timeout | undefined;
    const write = (text: string): void => {
      if (this.#streams.has(stream)) controller.enqueue(encoder.encode(text));
    };
    const check = async (): Promise<void> => {
      if (await isSignedIn()) write(': signed in\n\n');
      else stream.end();
    };
    const timer = setInterval(() => void check().catch(() => stream.end()), CHECK_EVERY_MS);
    const stream: Stream = {
      changed: () => {
        soon ??= setTimeout(() => {
          soon = undefined;
          write(CHANGED);
        }, TOGETHER_MS);
      },
      end: () => {
        clearInterval(timer);
        clearTimeout(soon);
        // a stream that its reader has cancelled is closed already
        if (this.#streams.delete(stream)) closeQuietly(controller);
      },
    };
    this.#streams.add(stream);
    write('retry: 2000\n\n');
    return stream;
  }
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close();
  } catch {
    // its reader has cancelled it
  }
}
