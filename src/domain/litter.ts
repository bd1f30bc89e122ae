/** Folders that systems keep among the files of people: archives of macOS, network drives (Synology, QNAP), bins, recovered blocks. */
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

/** Files of a system: previews, folder settings, extended attributes. */
const FILES = ['(?:eh)?thumbs\\.db(?:[:_].*)?', 'desktop\\.ini', 'icon\\r', '.*@syno(?:eastream|resource)'];

/**
 * What programs write while at work: locks of spreadsheets (`~$x.xlsx`), backups of editors (`x~`, `#x#`, `x.bak`), files on their way
 * by browsers, transfer and synchronising programs.
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
 * Whether a file or folder of this name is never an upload: hidden (it begins with a dot), or left by a system or a program beside the
 * files of people. Case does not matter.
 *
 * @param name one name, without its folders
 */
export const isLitter = (name: string): boolean => name !== '.' && name !== '..' && LITTER.test(name);

/** Whether a path leads to or through such a file or folder; folders are separated by `/` or `\`. */
export const leadsToLitter = (path: string): boolean =>
  path.split(/[/\\]/u).some((name) => name !== '' && isLitter(name));
