// Keep the secret that changes need where this browser gives it to our own pages alone: a cookie goes to every port.

localStorage.setItem("secret", document.body.dataset.secret);
location.replace("/");
