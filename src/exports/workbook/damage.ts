/** The detail of a rejection where the bytes are not what the name of the file says. */
export const DAMAGED = 'damaged, or of another kind than its name says';
