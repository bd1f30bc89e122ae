// The files that a person chose or dropped, with everything that speaks against sending them.

/**
 * @typedef {object} ChosenFile
 * @property {File} file
 * @property {string} name in NFC: a Mac writes accents as separate characters
 * @property {string} folder the path of its folder among the dropped ones; empty if it was dropped alone
 */

/**
 * Returns every file that was dropped, also from folders. Items disappear after the first await, so all of them are
 * read before it.
 * @param {DataTransfer} transfer
 * @returns {Promise<ChosenFile[]>}
 */
export async function droppedFiles(transfer) {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file');
  const parts = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }));
  const found = parts.map(({ entry, file }) => (entry ? filesBelow(entry) : file ? [chosen(file, '')] : []));
  return (await Promise.all(found)).flat();
}

/**
 * Returns files that were chosen in the dialog.
 * @param {FileList | null} files
 */
export const listedFiles = (files) => [...(files ?? [])].map((file) => chosen(file, ''));

/**
 * @param {File} file
 * @param {string} folder
 * @returns {ChosenFile}
 */
const chosen = (file, folder) => ({ file, name: file.name.normalize('NFC'), folder });

/** Files that systems and programs create: hidden ones, locks of Excel, previews, folder settings. */
const LITTER = /^(?:\..*|~\$.*|thumbs\.db|desktop\.ini|__macosx)$/iu;

/**
 * Lists the files below a folder. `readEntries` gives 100 names at a time, so it is called until it returns none.
 * @param {FileSystemEntry} entry
 * @returns {Promise<ChosenFile[]>}
 */
async function filesBelow(entry) {
  if (LITTER.test(entry.name)) return [];
  if (isFile(entry)) {
    /** @type {File} */
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [chosen(file, entry.fullPath.split('/').slice(0, -1).join('/'))];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  /** @type {FileSystemEntry[]} */
  const found = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    found.push(...some);
  }
  return (await Promise.all(found.map(filesBelow))).flat();
}

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemFileEntry}
 */
const isFile = (entry) => entry.isFile;

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemDirectoryEntry}
 */
const isFolder = (entry) => entry.isDirectory;

const EXPORT = /\.(?:csv|csv\.gz|xlsx|zip)$/iu;
const MONTH = /(?:^|\/)(\d{4}-(?:0[1-9]|1[0-2]))(?=\/|$)/u;

/** The most bytes that the portal accepts. */
const LARGEST_BYTES = 512 * 1024 * 1024;

/**
 * Returns why a file is not checked at all: the name of a text, and what it says; null if nothing speaks against it.
 * @param {ChosenFile} chosen
 * @param {readonly ChosenFile[]} all
 * @param {string} month that of the page
 * @returns {{ text: 'notAnExport' | 'tooLarge' | 'sameName' | 'otherMonth', name: string } | null}
 */
export function objection({ file, name, folder }, all, month) {
  if (!EXPORT.test(name)) return { text: 'notAnExport', name };
  if (file.size > LARGEST_BYTES) return { text: 'tooLarge', name };
  // they would replace one another
  if (all.filter((other) => other.name.toLowerCase() === name.toLowerCase()).length > 1)
    return { text: 'sameName', name };
  const from = MONTH.exec(folder)?.[1];
  return from !== undefined && from !== month ? { text: 'otherMonth', name: from } : null;
}
