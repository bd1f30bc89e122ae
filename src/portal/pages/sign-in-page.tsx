import type { SignInRefusal } from '../portal-options.ts';
import { type Frame, Layout } from './layout.tsx';

export interface SignInNeededProps {
  readonly frame: Frame;
  /** The address that begins a sign-in with the identity provider; null on one machine, where a command makes a link. */
  readonly address: string | null;
}

/** Explains how to sign in. */
export const SignInNeeded = ({ frame, address }: SignInNeededProps) => (
  <Layout frame={frame} title={frame.words.signIn.title}>
    <div class="head">
      <h1>{frame.words.signIn.title}</h1>
    </div>
    <p class="lead">{frame.words.signIn.needed}</p>
    {address === null ? (
      <HowToOpen frame={frame} />
    ) : (
      <p class="lead">
        <a class="btn" href={address}>
          {frame.words.signIn.button}
        </a>
      </p>
    )}
  </Layout>
);

const HowToOpen = ({ frame }: { readonly frame: Frame }) => (
  <>
    <p class="lead">{frame.words.signIn.how}</p>
    <pre>
      <code>npx --no factsheets open</code>
    </pre>
  </>
);

export interface SignInRefusedProps {
  readonly frame: Frame;
  readonly why: SignInRefusal;
  /** Where a person signs out, to use another account. */
  readonly signOut: string;
}

/** Explains why the identity provider's answer signed no one in. */
export const SignInRefused = ({ frame, why, signOut }: SignInRefusedProps) => {
  const t = frame.words.signIn;
  return (
    <Layout frame={frame} title={why === 'failed' ? t.failedTitle : t.noRoleTitle}>
      <div class="head">
        <h1>{why === 'failed' ? t.failedTitle : t.noRoleTitle}</h1>
      </div>
      <p class="lead">{why === 'failed' ? t.failed : t.noRole}</p>
      <p class="lead">
        <a class="btn" href={why === 'failed' ? '/sign-in' : signOut}>
          {why === 'failed' ? t.button : t.otherAccount}
        </a>
      </p>
    </Layout>
  );
};

/** Explains that a link was already used or is too old. */
export const LinkOver = ({ frame }: { readonly frame: Frame }) => (
  <Layout frame={frame} title={frame.words.signIn.usedTitle}>
    <div class="head">
      <h1>{frame.words.signIn.usedTitle}</h1>
    </div>
    <p class="lead">{frame.words.signIn.used}</p>
    <HowToOpen frame={frame} />
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
