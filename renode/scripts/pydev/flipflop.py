# Gives 0xFFFFFFFF and 0 in turn, so that every wait for a ready bit ends.
if request.isInit:
    state = 0
else:
    state = 0xFFFFFFFF - state
    request.value = state
