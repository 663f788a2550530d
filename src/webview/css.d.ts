/** Style sheets that the build puts beside a page's script. */
declare module '*.css';
