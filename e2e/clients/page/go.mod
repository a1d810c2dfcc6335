module example/page

go 1.26.0
