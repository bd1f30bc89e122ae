import { type Frame, Layout } from './layout.tsx';

/** Explains how to sign in. */
export const SignInNeeded = ({ frame }: { readonly frame: Frame }) => (
  <Layout frame={frame} title={frame.words.signIn.title}>
    <div class="head">
      <h1>{frame.words.signIn.title}</h1>
    </div>
    <p class="lead">{frame.words.signIn.needed}</p>
    <p class="lead">{frame.words.signIn.how}</p>
    <pre>
      <code>npx factsheets open</code>
    </pre>
  </Layout>
);

/** Explains that a link was already used or is too old. */
export const LinkOver = ({ frame }: { readonly frame: Frame }) => (
  <Layout frame={frame} title={frame.words.signIn.usedTitle}>
    <div class="head">
      <h1>{frame.words.signIn.usedTitle}</h1>
    </div>
    <p class="lead">{frame.words.signIn.used}</p>
    <p class="lead">{frame.words.signIn.how}</p>
    <pre>
      <code>npx factsheets open</code>
    </pre>
  </Layout>
);

export interface ChooserProps {
  readonly frame: Frame;
  readonly names: readonly string[];
  readonly action: string;
  /** The button was pressed without a choice. */
  readonly isMissing: boolean;
}

/** Asks who is signing in. No name is preselected, because decisions are stored with it. */
export const PersonChooser = ({ frame, names, action, isMissing }: ChooserProps) => (
  <Layout frame={frame} title={frame.words.signIn.title}>
    <div class="head">
      <h1>{frame.words.signIn.title}</h1>
    </div>
    <form method="post" action={action}>
      <fieldset>
        <legend class="lead">{frame.words.signIn.who}</legend>
        {isMissing && (
          <p class="bad" id="choose">
            {frame.words.signIn.choose}
          </p>
        )}
        {names.map((name, index) => (
          <div class="radio">
            <input
              type="radio"
              name="name"
              id={`name-${index}`}
              value={name}
              checked={names.length === 1}
              aria-describedby={isMissing ? 'choose' : undefined}
            />
            <label for={`name-${index}`}>{name}</label>
          </div>
        ))}
      </fieldset>
      <div class="acts">
        <button type="submit">{frame.words.signIn.button}</button>
      </div>
    </form>
  </Layout>
);
