"""Charts as SVG made on the server (图表): nothing is fetched, nothing runs in the browser."""
