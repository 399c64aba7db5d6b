\password :"role"
