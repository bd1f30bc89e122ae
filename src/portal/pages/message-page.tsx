import type { Language } from '../../domain/languages.ts';
import type { MailMessage } from '../../domain/mail.ts';
import { hasRole, type Person } from '../../domain/person.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { DoneNotice, WrongNotice } from './notice.tsx';

export interface MessagePageProps {
  readonly frame: Frame;
  readonly person: Person;
  readonly sheet: string;
  readonly title: string;
  /** The languages of the sheet. */
  readonly languages: readonly Language[];
  /** The language of the message. */
  readonly language: Language;
  /** Null if no approved edition has a page in the language. */
  readonly message: MailMessage | null;
  readonly address: string;
  /** What became of the test message; null if none was asked for. */
  readonly test: { readonly isDone: boolean; readonly text: string } | null;
}

/** The message of the newest approved edition as text, and a form that sends it as a test. */
export const MessagePage = (props: MessagePageProps) => {
  const { frame, person, sheet, title, languages, language, message, test } = props;
  const { words } = frame;
  const t = words.distribution;
  return (
    <Layout frame={frame} title={t.messageTitle} current="stakeholders">
      <p class="crumb">
        <a href={`/distribution/${sheet}`}>{t.title(title)}</a>
      </p>
      <div class="head">
        <h1>{t.messageTitle}</h1>
      </div>
      {test?.isDone && <DoneNotice title={test.text} />}
      {test && !test.isDone && <WrongNotice title={test.text} />}
      <nav class="seg" aria-label={words.stakeholders.fields.language}>
        {languages.map((one) => (
          <a
            href={`/distribution/${sheet}/message?in=${one}`}
            lang={one}
            hreflang={one}
            aria-current={one === language ? 'true' : undefined}
          >
            {READER_WORDS[one].name}
          </a>
        ))}
      </nav>
      {!message && <p class="lead">{t.noMessage}</p>}
      {message && (
        <>
          <p class="lead">{t.messageSample}</p>
          <dl class="facts">
            <dt>{t.subject}</dt>
            <dd lang={language}>{message.subject}</dd>
            <dt>{t.attachments}</dt>
            <dd>{message.attachments.map(({ filename }) => filename).join(', ') || '–'}</dd>
          </dl>
          <iframe
            class="message"
            title={t.asMail}
            lang={language}
            src={`/distribution/${sheet}/message/${language}`}
            sandbox=""
          ></iframe>
          <details>
            <summary>{t.asText}</summary>
            <pre class="message" lang={language} tabindex={0}>
              {message.text}
            </pre>
          </details>
        </>
      )}
      {message && hasRole(person, 'sender') && <TestForm {...props} />}
    </Layout>
  );
};

const TestForm = ({ frame, sheet, language, address }: MessagePageProps) => {
  const t = frame.words.distribution;
  return (
    <section>
      <h2>{t.testTitle}</h2>
      <form method="post" action={`/distribution/${sheet}/message?in=${language}`} class="fields" data-keep="test">
        <label for="address">{t.testAddress}</label>
        <p class="hint" id="address-hint">
          {t.testHint}
        </p>
        <input
          id="address"
          name="address"
          type="text"
          inputmode="email"
          autocomplete="email"
          value={address}
          maxlength={254}
          aria-describedby="address-hint"
        />
        <div class="acts">
          <button type="submit" class="quiet">
            {t.testButton}
          </button>
        </div>
      </form>
    </section>
  );
};
