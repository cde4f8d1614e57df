def fill(table):
    pass
