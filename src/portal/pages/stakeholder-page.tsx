import type { Stakeholder, WrittenEntry } from '../../domain/stakeholder.ts';
import type { FieldErrors } from '../field-errors.ts';
import { dateText } from '../formatted-dates.ts';
import type { OfferedSheets } from '../stakeholder-list.ts';
import type { PortalWords } from '../words/portal-words.ts';
import type { DoneAct } from '../words/stakeholder-words.ts';
import { type Frame, Layout } from './layout.tsx';
import { DoneNotice, ErrorSummary, WrongNotice } from './notice.tsx';
import { FieldError, PersonFields } from './person-fields.tsx';
import { StatusTag } from './status-tag.tsx';

export interface StakeholderPageProps {
  readonly frame: Frame;
  readonly person: Stakeholder;
  readonly sheets: OfferedSheets;
  /** What the form shows: as it was typed, or as it is stored. */
  readonly entry: WrittenEntry;
  readonly reason: string;
  readonly errors: FieldErrors;
  readonly isStale: boolean;
  readonly done: DoneAct | null;
}

/** One person: their data, whether they get messages, and the way to remove them. */
export const StakeholderPage = (props: StakeholderPageProps) => {
  const { frame, person, sheets, entry, errors, isStale, done } = props;
  const { words } = frame;
  const t = words.stakeholders;
  return (
    <Layout frame={frame} title={person.name} current="stakeholders">
      <p class="crumb">
        <a href="/stakeholders">{t.title}</a>
      </p>
      <div class="head">
        <h1>{person.name}</h1>
        <span class="meta">
          {person.address} <StatusTag words={t} person={person} />
        </span>
      </div>
      {done && <DoneNotice title={t.done[done]} />}
      {isStale && (
        <WrongNotice title={t.staleTitle}>
          <p>{t.staleText}</p>
        </WrongNotice>
      )}
      <ErrorSummary title={t.invalidTitle} errors={errors} />
      <div class="cols">
        <section class="c7">
          <h2>{t.dataTitle}</h2>
          <form
            method="post"
            action={`/stakeholders/${person.id}`}
            class="fields"
            data-keep={String(person.generation)}
          >
            <input type="hidden" name="generation" value={String(person.generation)} />
            <PersonFields words={words} entry={entry} sheets={sheets} errors={errors} hasAddress={false} />
            <p class="hint">{t.addressFixed}</p>
            <div class="acts">
              <button type="submit">{t.saveButton}</button>
            </div>
          </form>
        </section>
        <section class="c5" id="status">
          <h2>{t.statusTitle}</h2>
          <StatusForm {...props} />
          <p class="more">
            <a href={`/stakeholders/${person.id}/removal`}>{t.actOn(t.acts.remove, person.name)}</a>
          </p>
        </section>
      </div>
    </Layout>
  );
};

const StatusForm = ({ frame, person, reason, errors }: StakeholderPageProps) => {
  const { words } = frame;
  const t = words.stakeholders;
  const { id, generation, status, statusReason, changedAt } = person;
  const isSuspended = status === 'suspended';
  const hint = isSuspended ? t.reactivateHint : t.reasonHint;
  return (
    <>
      <p class="lead">
        <StatusTag words={t} person={person} /> {status !== 'active' && sinceText(changedAt, words)}{' '}
        {t.statusHelp[status]}
      </p>
      {statusReason !== undefined && <p>{t.reasonGiven(statusReason)}</p>}
      {!isSuspended && (
        <form method="post" action={`/stakeholders/${id}/status`} class="acts">
          <input type="hidden" name="generation" value={String(generation)} />
          <ActButton words={words} act={status === 'active' ? 'pause' : 'resume'} />
        </form>
      )}
      <form method="post" action={`/stakeholders/${id}/status`} class="fields" data-keep={String(generation)}>
        <input type="hidden" name="generation" value={String(generation)} />
        <label for="reason">{t.reason}</label>
        <p class="hint" id="reason-hint">
          {hint}
        </p>
        <FieldError field="reason" text={errors.get('reason')} />
        <input
          id="reason"
          name="reason"
          type="text"
          value={reason}
          maxlength={200}
          aria-describedby="reason-hint"
          aria-invalid={errors.has('reason') ? 'true' : undefined}
        />
        <div class="acts">
          <ActButton words={words} act={isSuspended ? 'reactivate' : 'suspend'} />
        </div>
      </form>
    </>
  );
};

const sinceText = (changedAt: string, words: PortalWords): string =>
  `${words.stakeholders.since(dateText(new Date(changedAt), words.language))}.`;

interface ActButtonProps {
  readonly words: PortalWords;
  readonly act: 'pause' | 'resume' | 'suspend' | 'reactivate';
}

const ActButton = ({ words, act }: ActButtonProps) => (
  <button type="submit" class="quiet" name="act" value={act}>
    {words.stakeholders.acts[act]}
  </button>
);
