/** The words of the page of tokens. */
export interface TokenWords {
  readonly title: string;
  readonly lead: string;
  readonly name: string;
  readonly nameHint: string;
  readonly scopes: string;
  readonly ofHotline: (role: string, hotline: string) => string;
  readonly everyHotline: string;
  readonly days: (most: number) => string;
  readonly make: string;
  readonly madeTitle: string;
  readonly made: string;
  readonly list: string;
  readonly none: string;
  readonly whose: string;
  readonly until: string;
  readonly used: string;
  readonly never: string;
  readonly revoked: string;
  readonly over: string;
  readonly revoke: string;
  readonly revokeNamed: (name: string) => string;
  readonly revokeTitle: (name: string) => string;
  readonly revokeText: string;
  readonly back: string;
  readonly wrong: string;
  readonly wrongText: (most: number) => string;
}

export const TOKENS_EN: TokenWords = {
  title: 'Tokens',
  lead: 'With a token a program uses the API in your name. It can do what you choose here, and nothing that you may not do yourself. If you lose a role, your tokens lose it too.',
  name: 'Name',
  nameHint: 'What the token is for, such as “monthly upload”.',
  scopes: 'What it may do',
  ofHotline: (role, hotline) => `${role} of ${hotline}`,
  everyHotline: 'every hotline',
  days: (most) => `Valid for how many days (1 to ${most})`,
  make: 'Make a token',
  madeTitle: 'Your new token',
  made: 'Copy it now. It is not stored, so it cannot be shown again. Treat it like a password.',
  list: 'Tokens',
  none: 'There are no tokens.',
  whose: 'Whose',
  until: 'Valid until',
  used: 'Last used',
  never: 'never',
  revoked: 'revoked',
  over: 'expired',
  revoke: 'Revoke',
  revokeNamed: (name) => `Revoke ${name}`,
  revokeTitle: (name) => `Revoke “${name}”?`,
  revokeText: 'Programs that use it are refused from now on. This cannot be undone; a new token can be made.',
  back: 'Back to the tokens',
  wrong: 'The token was not made',
  wrongText: (most) => `It needs a name of at most 100 characters, at least one of your roles, and 1 to ${most} days.`,
};

export const TOKENS_ES: TokenWords = {
  title: 'Tokens',
  lead: 'Con un token, un programa usa la API en nombre de usted. Puede hacer lo que elija aquí, y nada que usted no pueda hacer. Si usted pierde una función, sus tokens también la pierden.',
  name: 'Nombre',
  nameHint: 'Para qué sirve el token, por ejemplo “envío mensual”.',
  scopes: 'Qué puede hacer',
  ofHotline: (role, hotline) => `${role} de ${hotline}`,
  everyHotline: 'todas las líneas',
  days: (most) => `Cuántos días es válido (de 1 a ${most})`,
  make: 'Crear un token',
  madeTitle: 'Su nuevo token',
  made: 'Cópielo ahora. No se guarda, así que no se puede mostrar otra vez. Cuídelo como una contraseña.',
  list: 'Tokens',
  none: 'No hay tokens.',
  whose: 'De quién',
  until: 'Válido hasta',
  used: 'Último uso',
  never: 'nunca',
  revoked: 'anulado',
  over: 'vencido',
  revoke: 'Anular',
  revokeNamed: (name) => `Anular ${name}`,
  revokeTitle: (name) => `¿Anular “${name}”?`,
  revokeText:
    'Los programas que lo usan serán rechazados desde ahora. No se puede deshacer; se puede crear otro token.',
  back: 'Volver a los tokens',
  wrong: 'No se creó el token',
  wrongText: (most) =>
    `Necesita un nombre de 100 caracteres como máximo, al menos una de sus funciones y de 1 a ${most} días.`,
};
