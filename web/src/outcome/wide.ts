/** From so many pixels on, two things stand side by side on the hall's screen. */
export const WIDE = 1500;
