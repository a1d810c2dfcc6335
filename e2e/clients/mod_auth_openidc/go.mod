module client

go 1.26.0

require example/page v0.0.0

replace example/page => ../page
