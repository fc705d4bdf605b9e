def write_load_page(data_dir, audit, judged): pass
