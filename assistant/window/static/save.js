// Hands a file's text to the browser to save.
(file) => {
  if (!file) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
  link.download = file.name;
  link.click();
  URL.revokeObjectURL(link.href);
}
