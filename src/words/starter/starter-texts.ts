/** Texts by key. */
type Texts = Readonly<Record<string, string>>;

/** The first texts of a new sheet and its messages; `{hotline}` is the hotline's name. */
export interface StarterTexts {
  readonly locale: string;
  /** The note to writers at the beginning of the wording, and of the message. */
  readonly note: string;
  readonly messageNote: string;
  readonly words: Texts;
  readonly title: string;
  readonly footer: string;
  readonly chartWords: Texts;
  readonly sections: Texts;
  readonly messageWords: Texts;
  readonly messageSections: Texts;
}
