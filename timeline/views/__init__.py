"""The pages. A view reads the address, calls, and renders; its context is one visible dict."""
