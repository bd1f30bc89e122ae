/**
 * Folders that systems create among people's files: archives of macOS, network drives (Synology, QNAP), recycle bins,
 * recovered blocks.
 */
const FOLDERS = [
  '__macosx',
  '@eadir',
  '@tmp',
  '@synotemp',
  '@recycle',
  '@recently-snapshot',
  '#recycle',
  '#snapshot',
  '~snapshot',
  'lost\\+found',
  '\\$recycle\\.bin',
  'recycler',
  'system volume information',
  'network trash folder',
  'temporary items',
];

/** Files that systems create: previews, folder settings, extended attributes. */
const FILES = ['(?:eh)?thumbs\\.db(?:[:_].*)?', 'desktop\\.ini', 'icon\\r', '.*@syno(?:eastream|resource)'];

/**
 * Temporary files of programs: locks of spreadsheets (`~$x.xlsx`), backups of editors (`x~`, `#x#`, `x.bak`),
 * unfinished files of browsers, transfer and synchronising programs.
 */
const AT_WORK = [
  '~\\$.*',
  '#.*#',
  '.*~',
  '~syncthing~.*',
  '.*\\.(?:tmp|temp|bak|sw[a-z]|part|partial|filepart|crdownload|opdownload|download|aria2)',
];

const LITTER = new RegExp(`^(?:\\..*|${[...FOLDERS, ...FILES, ...AT_WORK].join('|')})$`, 'isu');

/**
 * Whether a file or folder of this name is never an upload: hidden (begins with a dot), or created by a system or a
 * program. Ignores case.
 *
 * @param name one name, without its folders
 */
export const isLitter = (name: string): boolean => name !== '.' && name !== '..' && LITTER.test(name);

/** Whether a path leads to or through such a file or folder; folders are separated by `/` or `\`. */
export const leadsToLitter = (path: string): boolean =>
  path.split(/[/\\]/u).some((name) => name !== '' && isLitter(name));
