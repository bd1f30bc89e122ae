import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import { formatMonth } from '../../words/dates-and-counts.ts';
import { fill } from '../../words/fill.ts';
import { joinNames } from '../../words/joined.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { type ComposedMessage, changesOf, contentOf, type MessageSource } from './compose-message.ts';
import { htmlMessage } from './html-message.ts';
import type { MessageContent, ReportContent } from './message-content.ts';
import { textMessage } from './text-message.ts';

/** One of the sheets of a joint message. */
export interface JointSheet {
  /** In the language of the message. */
  readonly name: string;
  readonly isMain: boolean;
  /** What a message about it alone is composed of. */
  readonly source: MessageSource;
}

/** The content of a message about several sheets of a family, before it is composed. */
export interface JointSource {
  /** The title of the family. */
  readonly title: string;
  readonly month: Month;
  /** The main sheet first. */
  readonly sheets: readonly [JointSheet, ...JointSheet[]];
  /** How the pages are delivered. */
  readonly delivery: 'files' | 'zip' | 'links';
}

/** The subject names this number of sheets, and counts more. */
const NAMED = 3;

/**
 * Composes the message about several sheets to one person. It lists them by name, and shows the figures of the main
 * sheet if that is one of them: figures of a member are on its page.
 */
export function composeJointMessage(joint: JointSource): ComposedMessage {
  const content = jointContent(joint);
  const { language } = joint.sheets[0].source.wording;
  const { together, page } = READER_WORDS[language];
  const names = joint.sheets.map(({ name, isMain }) => (isMain ? together.main : name));
  const sheets = names.length > NAMED ? fill(together.count, { count: names.length }) : joinNames(names, page.and);
  const subject = fill(together.subject, { title: joint.title, sheets, month: formatMonth(joint.month, language) });
  return {
    subject: correctionsIn(joint).length > 0 ? fill(together.corrected, { subject }) : subject,
    text: textMessage(content),
    html: htmlMessage(content),
  };
}

function jointContent(joint: JointSource): MessageContent {
  const [first] = joint.sheets;
  const content = contentOf({ ...first.source, corrected: null });
  const { language } = first.source.wording;
  const figures = first.isMain ? {} : { body: [], headlines: [], chart: null, markNote: null };
  return {
    ...content,
    ...figures,
    preview: joint.sheets.map(({ name }) => name).join(', '),
    title: joint.title,
    correction: correctionOf(joint, language),
    report: reportOf(joint, language),
  };
}

const correctionsIn = ({ sheets }: JointSource): JointSheet[] =>
  sheets.filter(({ source }) => source.corrected !== null);

function correctionOf(joint: JointSource, language: Language): MessageContent['correction'] {
  const sheets = correctionsIn(joint);
  const { together, page } = READER_WORDS[language];
  if (sheets.length === 0) return null;
  const names = sheets.map(({ name }) => name);
  const text = fill(together.correction, { sheets: joinNames(names, page.and) });
  const changes = sheets.flatMap(({ name, source }) =>
    changesOf(source, source.corrected ?? []).map((change) => fill(together.change, { sheet: name, change })),
  );
  return { say: [[{ text }]], changes };
}

function reportOf({ sheets, delivery }: JointSource, language: Language): ReportContent {
  const { together } = READER_WORDS[language];
  const { link } = sheets[0].source;
  const headings = { files: together.attached, zip: together.zip, links: together.links };
  return {
    heading: fill(headings[delivery], { count: sheets.length }),
    sheets: sheets.map(({ name, source }) => ({
      name: source.corrected === null ? name : fill(together.sheetCorrected, { sheet: name }),
      url: source.link?.url ?? null,
    })),
    say: link === null ? null : fill(together.linksSay, { days: link.days }),
  };
}
