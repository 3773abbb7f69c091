"""A backend of the Atrium API, classes Read, Participate and Publish, written from its documentation alone."""
