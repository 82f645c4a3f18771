// Networks of a hall: without the Internet perhaps, and where an address may change in mid-hour.
const HALLS = /^(10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)\.[\d.]+$|\.local$/;

/** Of this page, or another address. */
export const inHall = (host: string = location.hostname): boolean => HALLS.test(host);
