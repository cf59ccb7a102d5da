/** What a draw says it is drawn by: docs/draw-rules-1.txt and its SHA-256. Changed rules are another file. */
export const RULES_VERSION = 1
export const RULES_HASH = '30baf284bf1b50587f12e53e9eb07a1397e8a2a0f5f0847554b5d3eb091caebd'
