/* expect: the first line is not the SPDX line */
int bad;
